const VARIABLE = /\{([a-z][a-z0-9_]*)\}/g;
const FORM = /^[a-z][a-z0-9+.-]*:\/\/[^\s{}]*(\{[a-z][a-z0-9_]*\}[^\s{}]*)*$/;

/** A URI with variables in braces, as RFC 6570 has them at its first level; one without variables stands for itself alone. */
export class UriTemplate {
  /** The names of the variables, in order. */
  readonly variables: readonly string[];
  private readonly pattern: RegExp;

  /** Throws when the text is no such template. */
  constructor(readonly text: string) {
    if (!FORM.test(text)) throw new Error(`'${text}' is no URI whose variables stand in braces`);
    this.variables = [...text.matchAll(VARIABLE)].map(([, name = '']) => name);
    if (new Set(this.variables).size < this.variables.length) throw new Error(`'${text}' has a variable twice`);
    const literals = text.split(/\{[^}]*\}/).map(literal => literal.replace(/[.*+?^$()|[\]\\]/g, '\\$&'));
    this.pattern = new RegExp(`^${literals.join('([^/?#]+)')}$`);
  }

  /** The values of the variables in a URI, decoded; undefined for a URI of another form. */
  match(uri: string): Readonly<Record<string, string>> | undefined {
    const values = this.pattern.exec(uri)?.slice(1);
    if (values === undefined) return undefined;
    try {
      return Object.fromEntries(this.variables.map((name, index) => [name, decodeURIComponent(values[index] ?? '')]));
    } catch {
      return undefined;
    }
  }
}
