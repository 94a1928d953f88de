import { type Models } from '../model/model';
import { isEmpty } from '../model/php';
import { type Row } from '../model/search';
import { labelOf, type SourceRule, sourceRules } from '../pf/source-rules';

/** The firewall's own rules and those of the older rule list, as `search_rule` lists them beside the model's (25.1 and later). */
export function automaticRules(models: Models): Row[] {
  return sourceRules(models.machine).map((rule, index) => (models.since('26.1') ? rawRow(rule, index) : labelRow(rule, index, models)));
}

function commonRow(rule: SourceRule, index: number): Row {
  return {
    ...rule.fields,
    '#priority': rule.priority,
    enabled: '1',
    action: rule.action ?? '',
    replyto: '',
    description: rule.description,
    source_net: rule.source ?? '',
    source_port: rule.sourcePort ?? '',
    destination_net: rule.destination ?? '',
    destination_port: rule.destinationPort ?? '',
    ref: rule.ref ?? '',
    uuid: labelOf(rule),
    sort_order: `${String(rule.priority).padStart(6, '0')}.1${String(index + 1).padStart(6, '0')}`,
    legacy: true,
  };
}

/** Source and destination as flat fields, without the marks of pf. */
function flatEnds(row: Row): Row {
  const flat: Row = { ...row, is_automatic: isEmpty(row['updated']) };
  for (const end of ['source', 'destination']) {
    const given = row[end] as Row | undefined;
    if (given !== undefined && Object.keys(given).length > 0) {
      flat[`${end}_not`] = isEmpty(given['not']) ? '0' : '1';
      flat[`${end}_net`] = isEmpty(given['any']) ? (given['network'] || given['address'] || '') : 'any';
      flat[`${end}_port`] = given['port'] ?? '';
      // eslint-disable-next-line @typescript-eslint/no-dynamic-delete
      delete flat[end];
    }
  }
  // An own rule says its other end flat already.
  for (const name of ['source_net', 'destination_net', 'source_port', 'destination_port']) {
    const text = String(flat[name] || row[name] || '');
    flat[name] = text === '(self)' ? text : text.replace(/^[()<>{}]+|[()<>{}]+$/g, '');
  }
  return flat;
}

/** 26.1 and later: values as they are, `%` twins for the labels. */
function rawRow(rule: SourceRule, index: number): Row {
  const row = flatEnds(commonRow(rule, index));
  const filled: Row = { ...row, direction: row['direction'] ?? 'in', ipprotocol: row['ipprotocol'] ?? '', protocol: row['protocol'] ?? '' };
  return { ...filled, '%direction': filled['direction'], '%action': filled['action'], '%ipprotocol': filled['ipprotocol'], '%protocol': String(filled['protocol']).toUpperCase() };
}

/** 25.1 and 25.7. */
function labelRow(rule: SourceRule, index: number, models: Models): Row {
  const row = models.since('25.7') ? flatEnds(commonRow(rule, index)) : commonRow(rule, index);
  return { ...row, direction: row['direction'] ?? 'in', ipprotocol: row['ipprotocol'] ?? 'inet' };
}
