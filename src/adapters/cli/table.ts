/** Rows as aligned text with a heading. */
export function formatTable<Column extends string>(columns: readonly Column[], rows: readonly Readonly<Record<Column, string | number>>[]): string {
  const cells = [columns.map(column => column.toUpperCase()), ...rows.map(row => columns.map(column => String(row[column])))];
  const widths = columns.map((_column, index) => Math.max(...cells.map(row => row[index]?.length ?? 0)));
  return cells.map(row => row.map((cell, index) => cell.padEnd(widths[index] ?? 0)).join('  ').trimEnd()).join('\n');
}
