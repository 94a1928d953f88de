import { IsBoolean, IsIn, IsNumber, IsString } from 'class-validator';
import { Optional } from '../fields';
import { present } from '../present';
import { shape } from '../shape';

/** A gateway as `routes/gateway/status` lists it; `~` stands for no value. */
export interface GatewayRow {
  readonly name: string;
  readonly address: string;
  /** `none` means that nothing is wrong. */
  readonly status: string;
  /** `0.0 %` */
  readonly loss: string;
  /** `12.3 ms` */
  readonly delay: string;
  /** `1.5 ms` */
  readonly stddev: string;
  readonly monitor?: string;
}

/** What `routes/gateway/status` answers; `failed` with no items when there is no gateway, or its back end did not answer. */
export interface GatewayStatusAnswer {
  readonly items: readonly GatewayRow[] | Readonly<Record<string, GatewayRow>>;
  readonly status: string;
}

const optionalText = shape.optional(shape.text);

/** What the answer has. */
export const gatewayStatusAnswer = shape.object({
  status: shape.text,
  items: shape.table(
    shape.object({
      name: shape.name, address: optionalText, status: shape.name, loss: optionalText, delay: optionalText, stddev: optionalText, monitor: optionalText,
    }),
  ),
});

const STATUSES = { none: 'online', down: 'down', force_down: 'force_down', loss: 'loss', delay: 'delay', 'delay+loss': 'delay+loss' } as const;
const PENDING = 'pending';

/** A gateway with what its monitor measured. */
export class Gateway {
  @IsString() name!: string;
  @Optional() @IsString() address?: string;
  @IsIn([...Object.values(STATUSES), PENDING]) status!: (typeof STATUSES)[keyof typeof STATUSES] | typeof PENDING;
  /** False when nothing measures it: `online` then only means that it was not forced down. */
  @IsBoolean() monitored!: boolean;
  @Optional() @IsString() monitor_address?: string;
  @Optional() @IsNumber() loss_percent?: number;
  @Optional() @IsNumber() delay_ms?: number;
  @Optional() @IsNumber() stddev_ms?: number;
}

/** One row as a gateway. */
export function toGateway(row: GatewayRow): Gateway {
  const monitor = text(row.monitor);
  const delay = measure(row.delay);
  return present<Gateway>({
    name: row.name,
    address: text(row.address),
    status: STATUSES[row.status as keyof typeof STATUSES] ?? PENDING,
    monitored: monitor !== undefined || delay !== undefined,
    monitor_address: monitor,
    loss_percent: measure(row.loss),
    delay_ms: delay,
    stddev_ms: measure(row.stddev),
  });
}

const text = (value: string | null | undefined): string | undefined => (value === undefined || value === null || value === '~' || value === '' ? undefined : value);

function measure(value: string | undefined): number | undefined {
  const number = Number.parseFloat(value ?? '');
  return Number.isFinite(number) ? number : undefined;
}
