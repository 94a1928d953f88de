import { type ServerEntry } from './hosts';

/** The table of a server in TOML. */
export function tomlTable(section: string, name: string, { command, args, env }: ServerEntry): string {
  const pairs = Object.entries(env).map(([variable, value]) => `${variable} = ${quoted(value)}`).join(', ');
  return `[${section}.${name}]\ncommand = ${quoted(command)}\nargs = [${args.map(quoted).join(', ')}]\nenv = { ${pairs} }\n`;
}

/** The text with the table at its end; undefined when it may say something of that server already, which only a person can judge. */
export function withTomlTable(text: string, section: string, name: string, entry: ServerEntry): string | undefined {
  const table = tomlTable(section, name, entry);
  if (text.replaceAll('\r\n', '\n').includes(table)) return text;
  const lines = text.split(/\r?\n/);
  const mentions = lines.filter(line => line.includes(section) && !line.trim().startsWith('#'));
  // Any other spelling, such as an inline table, may name the server too.
  const others = mentions.every(line => new RegExp(`^\\s*\\[\\s*${section}\\s*\\.\\s*["']?[\\w-]+["']?\\s*[\\].]`).test(line) && !new RegExp(`["'.\\s]${name}["'\\s]*[\\].]`).test(line));
  if (!others) return undefined;
  const end = text.includes('\r\n') ? '\r\n' : '\n';
  const before = text === '' ? '' : `${text.replace(/(?:\r?\n)*$/, '')}${end}${end}`;
  return `${before}${table.replaceAll('\n', end)}`;
}

/** The text with another value of a variable in the table as `tomlTable` writes it; undefined when there is no such table with that variable. */
export function withTomlVariable(text: string, section: string, name: string, variable: string, change: (value: string) => string): string | undefined {
  const table = new RegExp(`(\\[${section}\\.${name}\\]\\r?\\ncommand = [^\\n]*\\nargs = [^\\n]*\\nenv = \\{[^\\n]*\\b${variable} = ")([\\w,-]+)(")`);
  return table.test(text) ? text.replace(table, (_all, before: string, value: string, after: string) => `${before}${change(value)}${after}`) : undefined;
}

/** JSON's escapes are among those of a TOML string. */
const quoted = (text: string): string => JSON.stringify(text).replaceAll('\x7f', '\\u007f');
