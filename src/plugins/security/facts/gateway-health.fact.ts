import { type Fact } from '../../../core/audit';
import { type Gateway, toGateway } from '../../../core/system';
import { gatewayStatus } from '../security.endpoints';

/** Every enabled gateway with what its monitor measured. */
export const gatewayHealth: Fact<readonly Gateway[]> = {
  name: 'the state of the gateways',
  uses: [gatewayStatus],
  read: async ({ firewall }) => Object.values((await firewall.read(gatewayStatus)).items).map(toGateway),
};
