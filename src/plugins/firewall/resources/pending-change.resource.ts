import { inject } from 'tsyringe';
import { type ReadableResource, Resource } from '../../../core';
import { ChangeControl, ConfigurationHistory } from '../../../ports';
import { COMPARES, pendingChange } from '../pending-change';

/** `opnsense://pending-change` */
@Resource({
  uri: 'opnsense://pending-change',
  name: 'pending-change',
  title: 'Pending change',
  description: 'The change that waits for its confirmation, how long there is time, and what it made different.',
  mediaType: 'application/json',
  uses: COMPARES,
  sameAs: 'opn_pending_changes',
})
export class PendingChangeResource implements ReadableResource {
  constructor(
    @inject(ChangeControl) private readonly control: ChangeControl,
    @inject(ConfigurationHistory) private readonly history: ConfigurationHistory,
  ) {}

  read(): Promise<object> {
    return pendingChange(this.control, this.history);
  }
}
