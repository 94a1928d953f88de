import { IsString } from 'class-validator';
import { inject } from 'tsyringe';
import { EVERY_ROW, ListInput, ListOf, ListOutput, Optional, part, type Part, present, Tool, type ReadTool, Unavailable, unavailable } from '../../../core';
import { Clock, FirewallApi } from '../../../ports';
import { AcmeCertificate, type AcmeRow, toAcmeCertificate } from '../acme-certificate';
import { serviceState } from '../service-state';
import { acmeCertificates, acmeSettingsGet, acmeStatus, trustCertificates } from '../services.endpoints';

/** Which certificates. */
export class ListAcmeCertsInput extends ListInput {
  override limit = 25;
}

/** A page of certificates. */
export class ListAcmeCertsOutput extends ListOutput {
  @Optional() @IsString() note?: string;
  @ListOf(() => AcmeCertificate) certificates!: AcmeCertificate[];
  @Optional() @ListOf(() => Unavailable) unavailable?: Unavailable[];
}

const OFF = 'The ACME client is not switched on (Services > ACME Client > Settings): it renews nothing.';

/** `opn_list_acme_certs` */
@Tool({
  name: 'opn_list_acme_certs',
  title: 'ACME certificates',
  description: "See the certificates of the ACME client (Let's Encrypt and others): whether the last attempt worked, and when each expires.",
  effect: 'read',
  input: ListAcmeCertsInput,
  output: ListAcmeCertsOutput,
  uses: [acmeCertificates, acmeStatus, acmeSettingsGet, trustCertificates],
})
export class ListAcmeCertsTool implements ReadTool<ListAcmeCertsInput, ListAcmeCertsOutput> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(Clock) private readonly clock: Clock,
  ) {}

  async run(input: ListAcmeCertsInput): Promise<ListAcmeCertsOutput> {
    const body = { current: input.page, rowCount: input.limit, searchPhrase: input.search };
    const [{ rows, total }, service] = await Promise.all([this.firewall.read(acmeCertificates, { body }), serviceState(this.firewall, acmeStatus)]);
    const note = service === 'off' ? OFF : undefined;
    const [issued, ends] = rows.length === 0 ? [{}, {}] : await Promise.all([this.issued(rows), part('expires', this.expiries())]);
    const certificates = rows.map(row => toAcmeCertificate(row, ends.value?.get((row.certRefId ?? issued.value?.get(row.uuid)) || 'none'), this.clock.now()));
    return { total, ...present<Partial<ListAcmeCertsOutput>>({ note, unavailable: unavailable(issued, ends) }), certificates };
  }

  /** What was issued for each certificate, where the rows do not say. */
  private async issued(rows: readonly AcmeRow[]): Promise<Part<ReadonlyMap<string, string>>> {
    if (rows.every(({ certRefId }) => certRefId !== undefined)) return {};
    const { value, problem } = await part('expires', this.firewall.read(acmeSettingsGet));
    const known = Object.entries(value?.acmeclient.certificates?.certificate ?? {});
    return { value: new Map(known.map(([uuid, { certRefId }]) => [uuid, certRefId ?? ''])), ...(problem === undefined ? {} : { problem }) };
  }

  private async expiries(): Promise<ReadonlyMap<string, string>> {
    const { rows } = await this.firewall.read(trustCertificates, EVERY_ROW);
    return new Map(rows.map(({ refid = '', valid_to: end = '' }) => [refid, end]));
  }
}
