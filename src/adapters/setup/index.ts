export { systemKeychain } from './keychain';
export { setup, startOf } from './setup';
export { TerminalDialogue } from './terminal-dialogue';
