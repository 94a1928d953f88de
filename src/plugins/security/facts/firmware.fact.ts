import { type Fact } from '../../../core/audit';
import { type Product, toProduct, toUpdate, type Update } from '../../../core/system';
import { firmwareStatus } from '../security.endpoints';

/** The product that runs, and what the last update check found. */
export interface Firmware {
  /** Undefined when the firewall's back end did not tell. */
  readonly product: Product | undefined;
  readonly update: Update;
}

/** Version and pending updates. */
export const firmware: Fact<Firmware> = {
  name: 'the state of the firmware',
  uses: [firmwareStatus],
  read: async ({ firewall }) => {
    const answer = await firewall.read(firmwareStatus);
    return { product: toProduct(answer), update: toUpdate(answer) };
  },
};
