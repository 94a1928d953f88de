/** What dependencies bring along for things that this server never does: checking answers by a schema of the SDK's, and sending forms. */
const unused = {
  name: 'unused',
  setup(bundler) {
    const stub = (filter, contents) => {
      bundler.onResolve({ filter }, ({ path }) => ({ path, namespace: 'unused' }));
      bundler.onLoad({ filter, namespace: 'unused' }, () => ({ contents, loader: 'js' }));
    };
    stub(/validation\/ajv-provider\.js$/, 'export class AjvJsonSchemaValidator {}');
    stub(/^form-data$/, 'export default class FormData {}');
  },
};

/** How dependencies go into one file: their ES modules where they have some, which shake better, and no more of them than is called. */
export const fromModules = { bundle: true, platform: 'node', target: 'node20', mainFields: ['es2015', 'module', 'main'], conditions: ['module', 'import'], minify: true, plugins: [unused], logLevel: 'warning' };
