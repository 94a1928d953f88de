import { ConfigDocument } from '../../../src/adapters/fake/config-document';
import { toolTest } from '../../../src/adapters/testkit';
import { SystemPlugin } from '../../../src/plugins/system/system.plugin';

const WHOLE = { max_bytes: 2_000_000 };

toolTest('opn_download_config', SystemPlugin, {
  works: [
    {
      says: 'gives the whole document without secrets, with one request',
      args: WHOLE,
      then: (result, kit) => {
        expect(kit.requests).toEqual(['GET core/backup/download/this']);
        expect(result).toMatchObject({ stripped: true, size_bytes: Buffer.byteLength(result.config_xml) });
        expect(result.truncated).toBeUndefined();
        const document = ConfigDocument.parse(result.config_xml);
        expect(document.root.children.map(({ name }) => name)).toEqual(kit.firewall.document.root.children.map(({ name }) => name));
        for (const user of kit.firewall.document.find('system')!.children.filter(({ name }) => name === 'user')) {
          const secrets = user.children.filter(({ name, text }) => ['password', 'otp_seed'].includes(name) && text !== '');
          for (const { text } of secrets) expect(result.config_xml).not.toContain(text);
        }
        expect(result.config_xml).toContain('[REDACTED]');
      },
    },
    {
      says: 'gives the secrets when the operator allows it',
      releases: ['24.7', '26.7'],
      secrets: true,
      args: { ...WHOLE, include_sensitive: true },
      then: async (result, kit) => {
        expect(result.stripped).toBe(false);
        const { structuredContent } = await kit.call('opn_download_config', { include_sensitive: true, max_bytes: 20_000 });
        expect(structuredContent).toMatchObject({ truncated: true });
        expect(structuredContent).not.toHaveProperty('document');
        const root = kit.firewall.document.find('system/user')!.children.find(({ name }) => name === 'password')!;
        expect(result.config_xml).toContain(root.text);
      },
    },
    {
      says: 'comes in parts that make the whole, and reads the firewall once for all of them',
      releases: ['24.7', '26.7'],
      args: { max_bytes: 20_000 },
      then: async (first, kit) => {
        expect(first).toMatchObject({ truncated: true, next_offset: expect.any(Number) });
        let whole = first.config_xml;
        for (let offset = first.next_offset; offset !== undefined; ) {
          const part = (await kit.call('opn_download_config', { max_bytes: 20_000, offset })).structuredContent as typeof first;
          whole += part.config_xml;
          offset = part.next_offset;
        }
        expect(Buffer.byteLength(whole)).toBe(first.size_bytes);
        expect(() => ConfigDocument.parse(whole)).not.toThrow();
        expect(kit.requests).toHaveLength(1);
        const { contents: [document] } = await kit.client.readResource({ uri: first.document });
        expect(document).toEqual({ uri: first.document, mimeType: 'application/xml', text: whole });
      },
    },
    {
      says: 'gives no more than its default budget',
      releases: ['26.7'],
      then: result => expect(Buffer.byteLength(result.config_xml)).toBeLessThanOrEqual(60_000),
    },
  ],
  refuses: [
    { says: 'secrets that the operator did not allow', args: { include_sensitive: true }, releases: ['26.7'], code: 'OPN_SENSITIVE_OFF' },
    { says: 'a start after the end', args: { offset: 999_999_999 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT', text: /ends at byte/ },
    { args: { max_bytes: -1 }, releases: ['26.7'], code: 'OPN_INVALID_INPUT' },
    { says: 'without the privilege', user: 'monitor', code: 'OPN_FORBIDDEN', text: /Configuration History/ },
  ],
});
