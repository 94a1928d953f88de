import { OpnError } from '../../ports';

/** What a question is answered with when a person does not, and the option that answers it beforehand. */
export interface Asked {
  readonly option: string;
  /** What an empty answer means. */
  readonly otherwise?: string;
}

/** Asks the person who sets the server up. Every question rejects with OPN_CANCELLED when that person leaves. */
export interface Questions {
  /** False where nobody answers, so that nothing is worth asking twice. */
  readonly interactive: boolean;
  line(question: string, asked: Asked): Promise<string>;
  /** The answer is not shown while it is typed. */
  secret(question: string, asked: Asked): Promise<string>;
  confirm(question: string, otherwise: boolean): Promise<boolean>;
  say(text: string): void;
}

/** Answers each question with what holds unless somebody says otherwise; throws OPN_CONFIG that names the option where there is no such thing. */
export class NobodyToAsk implements Questions {
  readonly interactive = false;

  constructor(readonly say: (text: string) => void) {}

  line(_question: string, { option, otherwise }: Asked): Promise<string> {
    if (otherwise !== undefined) return Promise.resolve(otherwise);
    return Promise.reject(new OpnError('OPN_CONFIG', `setup needs ${option}, as nobody is asked.`, 'opnsense-mcp --help shows the options; in a terminal and without --yes, setup asks.'));
  }

  secret(question: string, asked: Asked): Promise<string> {
    return this.line(question, asked);
  }

  confirm(_question: string, otherwise: boolean): Promise<boolean> {
    return Promise.resolve(otherwise);
  }
}

/** The result of an attempt that a person may make as often as it takes; where nobody is asked, once. The attempt learns whether it is the first. */
export async function insist<T>(questions: Questions, attempt: (isFirst: boolean) => Promise<T>): Promise<T> {
  for (let isFirst = true; ; isFirst = false) {
    try {
      return await attempt(isFirst);
    } catch (problem) {
      if (!questions.interactive || !(problem instanceof OpnError) || problem.code === 'OPN_CANCELLED') throw problem;
      questions.say(`\n${problem.describe()}\n`);
    }
  }
}
