import { type Fact } from '../../../core/audit';
import { type Service, toService } from '../../../core/system';
import { searchServices } from '../security.endpoints';

/** Every daemon that the configuration wants to run. */
export const services: Fact<readonly Service[]> = {
  name: 'the services',
  uses: [searchServices],
  read: async ({ firewall }) => (await firewall.read(searchServices, { body: { current: 1, rowCount: -1 } })).rows.map(toService),
};
