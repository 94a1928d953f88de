import { IsBoolean, IsIn, IsInt, IsNotEmpty, IsString, Matches, Max, Min } from 'class-validator';
import { inject } from 'tsyringe';
import { Describe, Optional, type ReadTool, Tool } from '../../../core';
import { interfaceNames } from '../../../core/firewall-log';
import { Call, Clock, Documents, FirewallApi, OpnError, People, WritePolicy } from '../../../ports';
import { Capture, packetsIn } from '../capture';
import { downloadCapture, removeCapture, searchCaptures, setCapture, startCapture, stopCapture, viewCapture } from '../diagnostics.endpoints';
import { DESPITE_CANCEL, type Job, startJob, withJob } from '../job';

const PROTOCOLS = ['any', 'TCP', 'UDP', 'ICMP', 'ESP'] as const;

/** Which packets, and how many. */
export class PacketCaptureInput {
  @Describe('Name or device') @IsNotEmpty() @IsString() interface!: string;
  @Describe('Only from or to this address or network') @Matches(/^[\da-fA-F.:/]*$/) host = '';
  @Describe('Source or destination port') @Optional() @IsInt() @Min(1) @Max(65_535) port?: number;
  @Describe('Which') @IsIn([...PROTOCOLS]) protocol: (typeof PROTOCOLS)[number] = 'any';
  @Describe('At most') @IsInt() @Min(1) @Max(60) seconds = 10;
  @Describe('At most') @IsInt() @Min(1) @Max(500) packets = 100;
  @Describe('What people send, too: the operator or the user has to agree') @IsBoolean() payload = false;
}

/** Bytes of a packet: addresses and ports with little else, or all but what jumbo frames have more. */
const HEADERS = 96;
const WHOLE = 2048;
const LOOK_MS = 1000;
const MOST_SHOWN = 20;

/** `opn_packet_capture` */
@Tool({
  name: 'opn_packet_capture',
  title: 'Packet capture',
  description: 'See which packets really pass an interface of the firewall, and get them as a file for Wireshark.',
  effect: 'probe',
  optIn: true,
  input: PacketCaptureInput,
  output: Capture,
  uses: [interfaceNames, setCapture, startCapture, searchCaptures, stopCapture, viewCapture, downloadCapture, removeCapture],
})
export class PacketCaptureTool implements ReadTool<PacketCaptureInput, Capture> {
  constructor(
    @inject(FirewallApi) private readonly firewall: FirewallApi,
    @inject(Call) private readonly call: Call,
    @inject(Clock) private readonly clock: Clock,
    @inject(Documents) private readonly documents: Documents,
    @inject(People) private readonly people: People,
    @inject(WritePolicy) private readonly policy: WritePolicy,
  ) {}

  async run(input: PacketCaptureInput): Promise<Capture> {
    const { host, port, protocol, packets: count } = input;
    const { name, device } = await this.place(input.interface);
    const bytes = input.payload && (await this.mayRecordPayload(name, input.seconds)) ? WHOLE : HEADERS;
    const settings = { interface: device, promiscuous: '0', fam: 'any', protocol, host, port: port === undefined ? '' : String(port), snaplen: String(bytes), count: String(count) };
    const { uuid } = await this.firewall.read(setCapture, { body: { packetcapture: { settings } } }, DESPITE_CANCEL);
    const job: Job = { id: uuid, remove: removeCapture, what: 'packet capture', page: 'Interfaces > Diagnostics > Packet Capture' };
    const { result, note } = await withJob(this.firewall, job, () => this.record(job, input.seconds));
    const document = result.packets.length === 0 ? {} : { document: this.documents.keep({ name: `capture-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.zip`, title: `Packets on ${name}`, mediaType: 'application/zip', data: result.archive }).uri };
    return { interface: name, packets: result.packets.length, first: result.packets.slice(0, MOST_SHOWN), bytes_each: bytes, ...document, ...(note === undefined ? {} : { note }) };
  }

  private async record(job: Job, seconds: number): Promise<{ readonly packets: Capture['first']; readonly archive: Uint8Array }> {
    this.call.signal.throwIfAborted();
    await startJob(this.firewall, startCapture, job);
    for (let second = 1; second <= seconds; second += 1) {
      await this.clock.sleep(LOOK_MS, this.call.signal);
      this.call.progress(second, seconds, 'recording');
      const { rows } = await this.firewall.read(searchCaptures, { body: { current: 1, rowCount: 10, searchPhrase: job.id } });
      if (rows.find(each => each.id === job.id)?.status !== 'running') break;
    }
    await this.firewall.read(stopCapture, { path: [job.id] }, DESPITE_CANCEL);
    const view = await this.firewall.read(viewCapture, { path: [job.id] });
    return { packets: packetsIn(view), archive: await this.firewall.read(downloadCapture, { path: [job.id] }) };
  }

  private async place(wanted: string): Promise<{ readonly name: string; readonly device: string }> {
    const names = Object.entries(await this.firewall.read(interfaceNames));
    const found = names.find(([device, name]) => device === wanted || name.toLowerCase() === wanted.toLowerCase());
    if (found === undefined) throw new OpnError('OPN_NOT_FOUND', `The firewall has no interface '${wanted.slice(0, 40)}'.`, `It has ${names.map(([device, name]) => `${name} (${device})`).join(', ')}.`);
    const [device, name] = found;
    return { name, device };
  }

  /** False where the person wants headers only; rejects where nobody agrees. */
  private async mayRecordPayload(name: string, seconds: number): Promise<boolean> {
    const refusal = this.policy.refusesSecrets();
    if (refusal === undefined) return true;
    const reply = await this.people.ask({
      message: `May what people send over ${name} be recorded for ${String(seconds)} seconds? Everything that is not encrypted would be in the file, passwords too.`,
      fields: { record: { type: 'string', title: 'Record', oneOf: [{ const: 'headers', title: `Only headers: the first ${String(HEADERS)} bytes of each packet` }, { const: 'whole', title: 'Whole packets' }], default: 'headers' } },
      required: ['record'],
    });
    if (reply === undefined) throw new OpnError('OPN_SENSITIVE_OFF', refusal.reason, refusal.hint);
    if (reply.action !== 'accept') throw new OpnError('OPN_DECLINED', 'The user was asked, and did not agree: nothing was recorded.', 'Do not call again with payload unless the user says so.');
    return reply.values['record'] === 'whole';
  }
}
