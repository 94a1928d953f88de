import { inject } from 'tsyringe';
import { Describe, known, type ReadableTemplate, ResourceTemplate, Suggest, Uuid } from '../../../core';
import { ChangeControl, OpnError } from '../../../ports';
import { pastChange } from '../past-change';

/** Which change. */
export class ChangeVariables {
  @Describe('Its id, as opnsense://changes lists it') @Suggest(known.changes) @Uuid() id!: string;
}

/** `opnsense://changes/{id}` */
@ResourceTemplate({
  uriTemplate: 'opnsense://changes/{id}',
  name: 'change',
  title: 'A past change',
  description: 'A change made through this server, with every value that it made different.',
  mediaType: 'application/json',
  uses: [],
  sameAs: 'opn_change_history',
  variables: ChangeVariables,
})
export class ChangeResource implements ReadableTemplate<ChangeVariables> {
  constructor(@inject(ChangeControl) private readonly control: ChangeControl) {}

  async read({ id }: ChangeVariables): Promise<object> {
    const found = await pastChange(this.control, id);
    if (found.changes.length === 0) throw new OpnError('OPN_NOT_FOUND', `There is no change ${id}.`, 'opnsense://changes lists them.');
    return found;
  }
}
