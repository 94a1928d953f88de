/** An MCP App: what a host may show beside the results of a tool. It loads nothing; all it does goes through the host. */
export interface View {
  /** Lower-case words with dashes; unique among the views of a plugin. */
  readonly name: string;
  readonly title: string;
  /**
   * JavaScript, run once in a page of its own. It defines `showResult(result)`, which gets each result of the tool, and may use `root`, the element
   * to fill; `el(tag, attributes, ...children)`, whose texts are never HTML; `call(tool, arguments)`, which resolves to structured content or
   * rejects with the text of the error; `ask(method, params)` for the host's other requests; `say(text)`. With several firewalls
   * calls go to the one whose result is shown, which stands in `firewall`.
   */
  readonly script: string;
}

/** Where hosts read the view of a plugin. */
export function viewUri(plugin: string, { name }: View): string {
  return `ui://opnsense-mcp/${plugin}/${name}.html`;
}
