/** Rows as CSV (RFC 4180, lines end with \n): a heading of every field that a row has, then one line a row; lists are joined by blanks. */
export function toCsv(rows: readonly object[]): string {
  const fields = [...new Set(rows.flatMap(row => Object.keys(row)))];
  const lines = rows.map(row => fields.map(field => cell((row as Readonly<Record<string, unknown>>)[field])).join(','));
  return rows.length === 0 ? '' : [fields.join(','), ...lines].join('\n');
}

function cell(value: unknown): string {
  const text = textOf(value);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value) && value.every(item => typeof item !== 'object')) return value.join(' ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
