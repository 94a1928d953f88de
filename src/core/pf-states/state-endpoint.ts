import { reads } from '../endpoints';
import { type PfStateRow, pfStateRow } from './pf-state';

/** A page of states. */
interface PfStatesAnswer {
  readonly rows: readonly PfStateRow[];
  readonly total: number;
  readonly rowCount: number;
  /** 0 when the back end gave nothing. */
  readonly current: number;
}

/** pf's states; by POST only. */
export const queryStates = reads<PfStatesAnswer>('diagnostics/firewall/query_states', { method: 'POST', answer: 'search', shape: pfStateRow });
