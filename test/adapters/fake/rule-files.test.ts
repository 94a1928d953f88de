import { parseCsv, writeCsv } from '../../../src/adapters/fake/csv';
import { FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { ask, askJson } from './ask';

describe('CSV', () => {
  it.each<[string[][], string]>([
    [[['a', 'b'], ['1', '']], 'a;b\n1;\n'],
    [[['x y', 'q"q', 'z;z', 'n\nn']], '"x y";"q""q";"z;z";"n\nn"\n'],
  ])('writes and reads %j', (rows, text) => {
    expect(writeCsv(rows)).toBe(text);
    expect(parseCsv(text)).toEqual(rows);
  });

  it.each<[string, string[][]]>([
    ['a,b\r\n1,"2,3"\r\n', [['a', 'b'], ['1', '2,3']]],
    ['a;b\n\n1;2', [['a', 'b'], ['1', '2']]],
    ['', []],
  ])('reads %j', (text, rows) => {
    expect(parseCsv(text)).toEqual(rows);
  });
});

describe.each(['26.1', '26.7'] as const)('rules of %s as files', release => {
  it('come back as they went', async () => {
    const firewall = new FakeFirewall({ release });
    const file = await ask(firewall, 'firewall/filter/download_rules');
    expect(file.headers['content-type']).toBe('text/csv;charset=UTF-8');
    const [heading = [], ...rows] = parseCsv(file.body);
    expect(heading.slice(0, 2)).toEqual(['@uuid', 'enabled']);
    expect(heading).not.toContain('prio_group');
    const guest = rows.find(row => row.includes('Guests to the web')) ?? [];
    expect(guest[heading.indexOf('categories')]).toBe('Guests');
    const before = firewall.document.find('OPNsense/Firewall/Filter/rules');
    const report = await askJson<Record<string, unknown>>(firewall, 'firewall/filter/upload_rules', { payload: file.body });
    expect(report).toMatchObject({ validations: [], inserted: 0, updated: rows.length, fieldnames: heading });
    const texts = (node: typeof before): unknown => node?.children.map(rule => Object.fromEntries(rule.children.map(({ name, text }) => [name, text])));
    expect(texts(firewall.document.find('OPNsense/Firewall/Filter/rules'))).toMatchObject(texts(before) as object);
  });

  it('are taken as far as they are good', async () => {
    const firewall = new FakeFirewall({ release });
    const payload = 'description,interface,protocol,destination_port,categories\nfrom a file,lan,TCP,443,Guests\nbad,lan,UDP,ssh and more,\n';
    const report = await askJson<Record<string, unknown>>(firewall, 'firewall/filter/upload_rules', { payload });
    expect(report).toMatchObject({ inserted: 2, updated: 0, validations: [{ sequence: 1, field: 'destination_port' }] });
    const xml = firewall.document.toXml();
    expect([xml.includes('from a file'), xml.includes('<description>bad')]).toEqual([true, false]);
    expect(await askJson(firewall, 'firewall/filter/upload_rules', { payload: '@uuid,description\nnone,x\n' })).toMatchObject({ inserted: 0, validations: [{ field: '@uuid' }], uuids: [] });
    expect(await askJson(firewall, 'firewall/filter/upload_rules', {})).toEqual({ status: 'failed' });
    expect((await ask(firewall, 'firewall/filter/download_rules', {})).body).toBe('');
  });
});
