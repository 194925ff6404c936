import { diesWithParent } from "../lifeline.ts"

// Loaded before every child, so that a program of others, like Next, holds the lifeline too. Workers that such a child
// forks inherit this file as well, but their channel belongs to it: touching that one ends them early.
if (process.env.GUICHET_SUPERVISOR === String(process.ppid)) diesWithParent()
