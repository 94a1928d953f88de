import { type JournalEntry } from '../../ports';
import { type SavepointPorts } from './savepoint-ports';

/** Puts a line into the journal. */
export function noteIn({ clock, journal }: Pick<SavepointPorts, 'clock' | 'journal'>, change: string, event: JournalEntry['event'], entry: Partial<JournalEntry>): Promise<void> {
  return journal.append({ time: new Date(clock.now()).toISOString(), change, event, ...entry });
}

/** What puts lines of one change into the journal, without secrets. */
export function notesOf(ports: Pick<SavepointPorts, 'clock' | 'journal' | 'redactor'>, change: string) {
  return (event: JournalEntry['event'], entry: Partial<JournalEntry>): Promise<void> => noteIn(ports, change, event, ports.redactor.redact(entry));
}
