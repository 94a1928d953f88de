/** How setup speaks with a person. */
export interface Dialogue {
  /** Shows text, of one line or several. */
  say(text: string): void;
  /** Asks for a line; an empty one means the suggestion. */
  ask(question: string, suggestion?: string): Promise<string>;
  /** Asks for a line that is not shown while it is typed. */
  askSecret(question: string): Promise<string>;
  close(): void;
}

/** Asks until the answer is one of these, whatever its case; an empty one means the first. */
export async function choose<const Choice extends string>(dialogue: Dialogue, question: string, choices: readonly [Choice, ...Choice[]]): Promise<Choice> {
  for (;;) {
    const answer = (await dialogue.ask(`${question} (${choices.join(', ')})`, choices[0])).trim().toLowerCase();
    const found = choices.find(choice => choice === answer);
    if (found !== undefined) return found;
    dialogue.say(`Please answer one of: ${choices.join(', ')}.`);
  }
}
