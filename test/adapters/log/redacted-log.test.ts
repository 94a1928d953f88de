import { PassThrough } from 'node:stream';
import { RedactedLog, streamSink } from '../../../src/adapters/log/redacted-log';

describe('RedactedLog', () => {
  const redactor = { text: (text: string) => text.replaceAll('hunter2', '[REDACTED]') };

  it('drops what is below the threshold and redacts the rest', () => {
    const seen: string[] = [];
    const log = new RedactedLog(redactor, 'notice');
    log.attach((level, message) => seen.push(`${level} ${message}`));
    log.write('info', 'chatter');
    log.write('warning', 'password hunter2');
    expect(seen).toEqual(['warning password [REDACTED]']);
  });

  it('gives a sink what it wants, below the threshold too', () => {
    const seen: string[] = [];
    let wanted = 'debug';
    const log = new RedactedLog(redactor, 'error');
    log.attach((level, message) => seen.push(`${level} ${message}`), level => level === wanted);
    log.write('debug', 'one hunter2');
    wanted = 'info';
    log.write('debug', 'two');
    log.write('info', 'three');
    expect(seen).toEqual(['debug one [REDACTED]', 'info three']);
  });

  it('writes one indented block a message', () => {
    const stream = new PassThrough();
    streamSink(stream)('error', 'first\nsecond');
    expect(String(stream.read())).toBe('opnsense-mcp error: first\n  second\n');
  });
});
