/** A plugin that could be loaded. */
export interface PluginCandidate {
  /** Where it comes from, for messages: a folder, or package@version. */
  readonly from: string;
  /** Built-in plugins must load; a faulty third-party plugin is left out with a reason. */
  readonly builtIn: boolean;
  /** Imports it and gives its module; rejects with what is wrong. */
  load(): Promise<Readonly<Record<string, unknown>>>;
}

/** A place where plugins are found. */
export interface PluginSource {
  candidates(): Promise<readonly PluginCandidate[]>;
}
