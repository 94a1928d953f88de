import { claudeCode } from './claude-code';
import { claudeDesktop } from './claude-desktop';
import { codex } from './codex';
import { cursor } from './cursor';
import { geminiCli } from './gemini-cli';
import { type Host } from './host';
import { vscode } from './vscode';
import { windsurf } from './windsurf';
import { zed } from './zed';

export { type Host, type HostCommands, type Places, type ServerEntry } from './host';

/** The hosts that setup knows. */
export const HOSTS: readonly Host[] = [claudeCode, claudeDesktop, cursor, vscode, geminiCli, zed, codex, windsurf];
