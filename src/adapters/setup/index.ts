export { defaultGateway } from './gateway';
export { NobodyToAsk } from './questions';
export { serverCommand } from './server-command';
export { setUp } from './setup';
export { TerminalQuestions } from './terminal-questions';
