import { IsInt, IsString } from 'class-validator';
import { asCsv, checkFields, isPaged, ListInput, ListOf, ListOutput, Optional, schemaOf, TableInput, withChosenFields, withListAnswer } from '../../src/core';

class Host {
  @IsString() name!: string;
  @Optional() @IsInt() port?: number;
}

class Hosts extends ListOutput {
  @ListOf(() => Host) hosts!: Host[];
  @Optional() @IsString() note?: string;
}

const schema = schemaOf(Hosts, { closed: false });
const asked = (what: Partial<TableInput>): TableInput => Object.assign(new TableInput(), what);
const result = { total: 120, hosts: [{ name: 'a, "b"', port: 1 }, { name: 'c' }] };

describe('the answer of a paged tool', () => {
  it('leads on to the next page while there is one', () => {
    expect(withChosenFields(result, schema, asked({}))).toEqual({ ...result, next_cursor: '50.2' });
    expect(withChosenFields({ ...result, total: 2 }, schema, asked({}))).toEqual({ ...result, total: 2 });
    expect(withChosenFields({ total: 120, hosts: [] }, schema, asked({}))).toEqual({ total: 120, hosts: [] });
    expect(withChosenFields(result, schema, {})).toBe(result);
  });

  it('holds the fields that were asked for', () => {
    expect(withChosenFields({ ...result, note: 'n' }, schema, asked({ fields: ' name ' }))).toMatchObject({ note: 'n', hosts: [{ name: 'a, "b"' }, { name: 'c' }] });
    expect(withChosenFields(result, schema, asked({ fields: 'port' }))['hosts']).toEqual([{ port: 1 }, {}]);
  });

  it('refuses fields that no item has, and names those it may have', () => {
    expect(() => checkFields('opn_x', schema, asked({ fields: 'name,ports' }))).toThrow("opn_x: no field 'ports', did you mean 'port'? (known: name, port)");
    expect(() => checkFields('opn_x', schema, asked({ fields: 'name, port,' }))).not.toThrow();
    expect(() => checkFields('opn_x', schema, {})).not.toThrow();
  });

  it('has its tables as CSV where that was asked for', () => {
    expect(asCsv({ ...result, next_cursor: '50.2' }, schema, asked({ csv: true }))).toEqual({ total: 120, next_cursor: '50.2', csv: { hosts: 'name,port\n"a, ""b""",1\nc,' } });
    expect(asCsv({ total: 0, hosts: [] }, schema, asked({ csv: true }))).toEqual({ total: 0, csv: { hosts: '' } });
    expect(asCsv(result, schema, asked({}))).toBe(result);
  });

  it('is described so that a client accepts every form of it', () => {
    expect([isPaged(ListInput), isPaged(TableInput), isPaged(Host)]).toEqual([true, true, false]);
    expect(withListAnswer(schema, TableInput)).toMatchObject({ required: ['total'], properties: { next_cursor: { type: 'string' }, csv: { type: 'object' } } });
    expect(withListAnswer(schema, TableInput)).not.toHaveProperty('properties.hosts.items.required');
    expect(withListAnswer(schema, Host)).toBe(schema);
  });
});
