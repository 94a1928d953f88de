/** A plugin that could be loaded. */
export interface PluginCandidate {
  /** Where it comes from, for messages: a folder, or package@version. */
  readonly from: string;
  /** Built-in plugins must load; a faulty third-party plugin is left out with a reason. */
  readonly builtIn: boolean;
  /** Imports it and gives its module; rejects with what is wrong. */
  load(): Promise<Readonly<Record<string, unknown>>>;
  /** What was written down of it when this server was built, so that it is loaded with its first use; absent for one that is loaded to be known. */
  readonly prepared?: unknown;
  /** What the operator set for a field of the plugin's options: a text from the environment, or a value from a file; undefined for nothing. */
  option?(plugin: string, field: string): unknown;
}

/** A place where plugins are found. */
export interface PluginSource {
  candidates(): Promise<readonly PluginCandidate[]>;
}
