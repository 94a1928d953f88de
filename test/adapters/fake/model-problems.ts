import { type FakeFirewall } from '../../../src/adapters/fake/fake-firewall';
import { UntaughtFault } from '../../../src/adapters/fake/machine';
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
    const problems = unlessUntaught(() => problemsOf(new Models(firewall).edit(name)));
    return problems.length === 0 ? [] : [[name, problems]];
  });
  return Object.fromEntries(found);
}

// A model with items of a type that the fake was not taught cannot be judged.
function unlessUntaught(judge: () => Problem[]): Problem[] {
  try {
    return judge();
  } catch (problem) {
    if (problem instanceof UntaughtFault) return [];
    throw problem;
  }
}

function problemsOf(model: Model): Problem[] {
  const below = (group: Group, path: string): Problem[] =>
    group.entries().flatMap(([name, node]) => {
      const here = path === '' ? name : `${path}.${name}`;
      if (node instanceof List) return ownItems(node).flatMap(item => itemProblems(item, here));
      return node instanceof Group ? below(node, here) : node.problems();
    });
  return below(model.root, '');
}

// What the firewall adds to a list by itself is never checked.
function ownItems(list: List): Group[] {
  const own = new Set(list.fields().map(field => field.parent));
  return list.items.map(([, item]) => item).filter(item => own.has(item));
}
