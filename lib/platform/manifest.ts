// The manifest of every build. One place says what Laurel asks for; README and PRIVACY say why
// (tests/unit/platform/manifest.test.ts keeps the three the same).
import type { ConfigEnv, UserManifest } from 'wxt';

export const EVERY_SITE = ['https://*/*', 'http://*/*'];

export function manifest({ browser, mode }: ConfigEnv): UserManifest {
  const firefox = browser === 'firefox';
  return {
    name: '__MSG_app_name__',
    description: '__MSG_app_description__',
    default_locale: 'en',
    permissions: [
      'storage',
      'unlimitedStorage',
      'activeTab',
      'scripting',
      'contextMenus',
      'alarms',
      'declarativeNetRequestWithHostAccess',
      // Firefox has a sidebar, which needs no permission, and a background page that can draw SVG itself.
      ...(firefox ? [] : (['sidePanel', 'offscreen'] as const)),
      ...(mode === 'e2e' ? (['notifications'] as const) : []),
    ],
    // The e2e build is the shipped one with the grants that a person gives by a click.
    ...(mode === 'e2e' ? { host_permissions: EVERY_SITE } : { optional_host_permissions: EVERY_SITE }),
    ...(mode === 'e2e' ? {} : { optional_permissions: ['notifications'] }),
    content_security_policy: {
      extension_pages:
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; " +
        "connect-src 'self' https: http:; base-uri 'none'; form-action 'none'",
    },
    web_accessible_resources: [
      // Chromium gives the card an address of its own for each session; Firefox always does.
      { resources: ['card.html'], matches: ['<all_urls>'], ...(firefox ? {} : { use_dynamic_url: true }) },
    ],
    ...(firefox
      ? {
          // Else the button, and with it the number of badges, hides in the menu of extensions.
          action: { default_area: 'navbar' },
          browser_specific_settings: {
            gecko: {
              id: 'laurel@laurel.example',
              strict_min_version: '140.0',
              data_collection_permissions: { required: ['none'] },
            },
            gecko_android: { strict_min_version: '142.0' },
          },
        }
      : { minimum_chrome_version: '137' }),
  };
}
