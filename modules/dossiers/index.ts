export { type Kind, kinds, newLink, tokenOf } from "./dossier.ts"
export { openLink } from "./open-link.ts"
export { findDossier, openTasks, openTasksOf, timelineOf } from "./queries.ts"
export { finishTask, raiseTask } from "./tasks.ts"
