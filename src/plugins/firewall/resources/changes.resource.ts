import { inject } from 'tsyringe';
import { type ReadableResource, Resource } from '../../../core';
import { ChangeControl } from '../../../ports';
import { ALL_CHANGES, toSummary } from '../past-change';

/** `opnsense://changes` */
@Resource({
  uri: 'opnsense://changes',
  name: 'changes',
  title: 'Change history',
  description: 'What was changed through this server, newest first: when, by which tools, and how it ended.',
  mediaType: 'application/json',
  uses: [],
  sameAs: 'opn_change_history',
})
export class ChangesResource implements ReadableResource {
  constructor(@inject(ChangeControl) private readonly control: ChangeControl) {}

  async read(): Promise<object> {
    return { changes: (await this.control.past(ALL_CHANGES)).map(toSummary) };
  }
}
