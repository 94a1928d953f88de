import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { issueCertificate, type Subject } from '../certificates';
import { type ApiCall, type Machine } from '../machine';
import { type Group, type Model, Models } from '../model/model';
import { saveModel } from '../model/model-calls';
import { isEmpty } from '../model/php';

const CLIENT = 'OPNsense.AcmeClient.AcmeClient';
const SCRIPT = '/usr/local/opnsense/scripts/OPNsense/AcmeClient/lecert.php';
const DAY_MS = 86_400_000;
const VALID_DAYS = 90;
/** What certificates and accounts say of themselves. */
const STATUS = { pending: '100', done: '200', revoked: '250', misconfigured: '300', failed: '400' } as const;
/** Who signs, whichever authority an account is at; names of the testing authority of the fake. */
const AUTHORITY: Subject = { C: 'US', O: 'Example Trust', CN: 'Example ACME Authority' };
/** The authority's key, which never reaches the firewall. */
let authorityKey: KeyObject | undefined;

/** The ACME client's script, which works on the saved configuration; the authority on the other side says yes to everything that is set up. */
export class AcmeScript {
  private readonly call: ApiCall;

  constructor(
    call: ApiCall,
    private readonly machine: Machine,
  ) {
    this.call = { ...call, uri: SCRIPT };
  }

  /** Issues or renews a certificate that is on, whether or not it is time when `force` is given. */
  issue(uuid: string, force: boolean): void {
    const certificate = this.item('certificates.certificate', uuid);
    if (certificate === undefined || isEmpty(certificate.text('enabled')) || !(force || this.isDue(certificate))) return;
    if (!this.register(certificate.text('account'))) return this.conclude(uuid, STATUS.failed);
    const validation = this.item('validations.validation', certificate.text('validationMethod'));
    if (validation === undefined || isEmpty(validation.text('enabled'))) return this.conclude(uuid, STATUS.misconfigured);
    this.importNew(uuid);
    this.conclude(uuid, STATUS.done);
  }

  /** Does so for every certificate that is due. */
  issueAll(): void {
    const model = new Models(this.machine).edit(CLIENT);
    for (const [uuid] of model.list('certificates.certificate').items) this.issue(uuid, false);
  }

  revoke(uuid: string): void {
    if (this.item('certificates.certificate', uuid)?.text('statusCode') === STATUS.done) this.conclude(uuid, STATUS.revoked);
  }

  /** Forgets the certificate's files; what was imported stays. */
  forget(uuid: string): void {
    this.conclude(uuid, STATUS.pending);
  }

  /** Registers an account; false when it is off or not there. */
  register(uuid: string): boolean {
    const account = this.item('accounts.account', uuid);
    if (account === undefined) return false;
    if (account.text('statusCode') === STATUS.done && !isEmpty(account.text('key')) && !isEmpty(account.text('statusLastUpdate'))) return true;
    if (isEmpty(account.text('enabled'))) return false;
    if (isEmpty(account.text('key'))) account.field('key').set(newKey().pem);
    this.note(account, STATUS.done);
    return true;
  }

  private isDue(certificate: Group): boolean {
    const last = Number(certificate.text('lastUpdate')) * 1000;
    return this.machine.now() >= last + Number(certificate.text('renewInterval')) * DAY_MS;
  }

  /** Puts a new certificate and its authority into the trust store, in place of the one that was imported before. */
  private importNew(uuid: string): void {
    const models = new Models(this.machine);
    const client = models.edit(CLIENT);
    const certificate = itemOf(client, 'certificates.certificate', uuid);
    if (certificate === undefined) return;
    const authority = this.authority(models);
    const store = models.edit('OPNsense.Trust.Cert');
    const known = store.list('cert').items.find(([, each]) => each.text('refid') !== '' && each.text('refid') === certificate.text('certRefId'))?.[1];
    const entry = known ?? store.list('cert').add();
    const refid = known?.text('refid') ?? this.refid();
    const names = [certificate.text('name'), ...certificate.text('altNames').split(',').filter(name => name !== '')];
    const { certificate: crt, key } = this.sign(names);
    fill(entry, { refid, descr: `${certificate.text('name')} (ACME Client)`, caref: authority, crt: base64(crt), prv: base64(key) });
    saveModel(store, this.call);
    fill(certificate, { certRefId: refid, lastUpdate: this.seconds() });
    saveModel(client, this.call);
  }

  private authority(models: Models): string {
    const store = models.edit('OPNsense.Trust.Ca');
    const descr = `${AUTHORITY.CN ?? ''} (ACME Client)`;
    const known = store.list('ca').items.find(([, each]) => each.text('descr') === descr)?.[1];
    if (known !== undefined) return known.text('refid');
    const refid = this.refid();
    const crt = issueCertificate({ subject: AUTHORITY, key: keyOfAuthority(), serial: Buffer.from([1]), from: this.machine.now(), to: this.machine.now() + 3650 * DAY_MS, usage: 'ca' });
    fill(store.list('ca').add(), { refid, descr, crt: base64(crt) });
    saveModel(store, this.call);
    return refid;
  }

  private sign(names: readonly string[]): { readonly certificate: string; readonly key: string } {
    const { key, pem } = newKey();
    const from = this.machine.now();
    const certificate = issueCertificate({
      subject: { CN: names[0] ?? '' }, key, serial: Buffer.from(this.machine.uuid().slice(0, 8), 'hex'), from, to: from + VALID_DAYS * DAY_MS,
      usage: 'server', alternativeNames: names.map(name => `DNS:${name}`), issuer: { subject: AUTHORITY, key: keyOfAuthority() },
    });
    return { certificate, key: pem };
  }

  private conclude(uuid: string, status: string): void {
    const certificate = this.item('certificates.certificate', uuid);
    if (certificate !== undefined) this.note(certificate, status);
  }

  private note(item: Group, status: string): void {
    fill(item, { statusCode: status, statusLastUpdate: this.seconds() });
    saveModel(item.model, this.call);
  }

  private item(path: string, uuid: string): Group | undefined {
    return itemOf(new Models(this.machine).edit(CLIENT), path, uuid);
  }

  private seconds(): string {
    return String(Math.floor(this.machine.now() / 1000));
  }

  private refid(): string {
    return this.machine.uuid().replaceAll('-', '').slice(0, 13);
  }
}

function itemOf(model: Model, path: string, uuid: string): Group | undefined {
  return model.list(path).items.find(([each]) => each === uuid)?.[1];
}

function fill(item: Group, values: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(values)) item.field(name).set(value);
}

function keyOfAuthority(): KeyObject {
  return (authorityKey ??= newKey().key);
}

function newKey(): { readonly key: KeyObject; readonly pem: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return { key: privateKey, pem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
