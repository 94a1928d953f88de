import { PassThrough } from 'node:stream';
import { TerminalQuestions } from '../../../src/adapters/setup/terminal-questions';

const URL_ASKED = { option: '--url', otherwise: 'https://192.0.2.1' };

interface Sitting {
  readonly questions: TerminalQuestions;
  readonly type: (text: string) => void;
  /** Everything that the terminal shows. */
  readonly seen: () => string;
  readonly stop: AbortController;
}

const sittings: TerminalQuestions[] = [];
afterEach(() => sittings.splice(0).forEach(each => each.close()));

function sitting(): Sitting {
  const [input, output, stop] = [new PassThrough(), new PassThrough(), new AbortController()];
  const questions = new TerminalQuestions({ input, output, signal: stop.signal });
  sittings.push(questions);
  let seen = '';
  output.on('data', (chunk: Buffer) => (seen += chunk.toString()));
  return { questions, type: text => void input.write(text), seen: () => seen, stop };
}

describe('questions in a terminal', () => {
  it('show what is typed, take an empty answer for what is in brackets, and ask for yes or no until it is one', async () => {
    const { questions, type, seen } = sitting();
    const address = questions.line('Address', URL_ASKED);
    type('fw.example.com\r');
    expect(await address).toBe('fw.example.com');
    expect(seen()).toMatch(/Address \[https:\/\/192\.0\.2\.1\]: .*fw\.example\.com/s);
    const empty = questions.line('Address', URL_ASKED);
    type('\r');
    expect(await empty).toBe('https://192.0.2.1');
    const sure = questions.confirm('Sure?', false);
    type('perhaps\rY\r');
    expect(await sure).toBe(true);
    const usual = questions.confirm('Sure?', true);
    type('\r');
    expect(await usual).toBe(true);
  });

  it('show nothing of a secret, pasted at once or early or too long a paste', async () => {
    const { questions, type, seen } = sitting();
    const file = questions.line('Path', { option: '--key-file', otherwise: '' });
    type('\rkey=canary-key\rsecret=canary-secret\rcanary-more');
    expect(await file).toBe('');
    expect(await questions.secret('The key')).toBe('key=canary-key');
    expect(await questions.secret('The secret')).toBe('secret=canary-secret');
    expect(seen()).toContain('The secret (not shown): ');
    expect(seen()).not.toContain('canary');
  });

  it.each(['\x03', '\x04', 'a signal'])('end with %j', async key => {
    const { questions, type, stop } = sitting();
    const secret = questions.secret('The secret');
    if (key.length === 1) type(key);
    else stop.abort();
    await expect(secret).rejects.toMatchObject({ code: 'OPN_CANCELLED' });
    await expect(questions.confirm('Write this?', true)).rejects.toMatchObject({ code: 'OPN_CANCELLED' });
  });
});
