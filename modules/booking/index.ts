export { appointmentFactsOf, forgetReminders } from "./message-facts.ts"
export { reminderJobs, remindOfVisit } from "./remind.ts"
