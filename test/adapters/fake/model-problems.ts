import { type FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { itemProblems } from '../../../src/adapters/fake/model/model-checks';
import { Group, List, type Model, Models, type Problem } from '../../../src/adapters/fake/model/model';
import { modelNames, type ModelSpec, modelSpec } from '../../../src/adapters/fake/model/model-spec';
import { type Release } from '../../../src/ports';

/** The models of a release that are kept in the configuration. */
export function savedModels(release: Release): ModelSpec[] {
  const specs = modelNames().flatMap(name => {
    try {
      return [modelSpec(name, release)];
    } catch {
      return [];
    }
  });
  return specs.filter(({ mount }) => mount !== ':memory:');
}

/** Everything that the models of the configuration complain about, by model; models that the configuration does not have are left out. */
export function modelProblems(firewall: FakeFirewall): Readonly<Record<string, readonly Problem[]>> {
  const found = savedModels(firewall.release).flatMap(({ name, mount }): [string, Problem[]][] => {
    if (firewall.document.find(mount.replace(/^\/+/, '').replace(/\+$/, '')) === undefined) return [];
    const problems = problemsOf(new Models(firewall).edit(name));
    return problems.length === 0 ? [] : [[name, problems]];
  });
  return Object.fromEntries(found);
}

function problemsOf(model: Model): Problem[] {
  const below = (group: Group, path: string): Problem[] =>
    group.entries().flatMap(([name, node]) => {
      if (node instanceof List) return node.items.filter(([, item]) => item.attributes['uuid'] !== undefined).flatMap(([uuid, item]) => (isBuiltIn(node, uuid) ? [] : itemProblems(item, path === '' ? name : `${path}.${name}`)));
      if (node instanceof Group) return below(node, path === '' ? name : `${path}.${name}`);
      return node.problems();
    });
  return below(model.root, '');
}

// What the firewall adds to a list by itself is never checked.
function isBuiltIn(list: List, uuid: string): boolean {
  return !list.fields().some(field => field.parent.attributes['uuid'] === uuid);
}
