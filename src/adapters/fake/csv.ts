/** Rows as PHP writes them: quoted where a value has a separator, a quote or white space. */
export function writeCsv(rows: readonly (readonly string[])[], separator: ';' | ',' = ';'): string {
  const written = (value: string): string => (value.includes(separator) || /["\\\s]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return rows.map(row => `${row.map(written).join(separator)}\n`).join('');
}

/** The rows of a text with commas or semicolons, whichever comes first; empty lines are left out. */
export function parseCsv(text: string): string[][] {
  const [comma, semicolon] = [text.indexOf(','), text.indexOf(';')];
  const separator = comma >= 0 && (semicolon < 0 || comma < semicolon) ? ',' : ';';
  const rows: string[][] = [[]];
  const value = new RegExp(`"((?:[^"]|"")*)"|([^${separator}\\n\\r]*)`, 'y');
  for (let at = 0; at < text.length; ) {
    value.lastIndex = at;
    const [whole = '', quoted, plain] = value.exec(text) ?? [];
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    at += whole.length;
    const end = text.startsWith('\r\n', at) ? '\r\n' : text.charAt(at);
    at += Math.max(end.length, 1);
    if (end !== separator && end !== '') rows.push([]);
  }
  return rows.filter(row => row.length > 1 || (row[0] ?? '') !== '');
}
