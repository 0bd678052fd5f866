// Hosts where many issuers have accounts: they vouch for the record, not for the name, and the path counts.
import type { Sealer } from './report';

interface Platform {
  name: string;
  /** Host names; one that starts with a dot stands for every name below it. */
  hosts: readonly string[];
}

const PLATFORMS: readonly Platform[] = [
  { name: 'Credly', hosts: ['credly.com', '.credly.com', 'youracclaim.com', '.youracclaim.com'] },
  { name: 'Badgr', hosts: ['badgr.io', '.badgr.io', 'badgr.com', '.badgr.com', 'badgecheck.io'] },
  {
    name: 'Parchment Digital Badges',
    hosts: [
      '.badges.parchment.com',
      'badges.parchment.com',
      'badges.parchment.ca',
      'badges.parchment.eu',
      'badges.parchment.au',
    ],
  },
  { name: 'Accredible', hosts: ['.accredible.com', 'credential.net', '.credential.net'] },
  { name: 'Open Badge Factory', hosts: ['openbadgefactory.com', '.openbadgefactory.com'] },
  { name: 'Open Badge Passport', hosts: ['openbadgepassport.com', '.openbadgepassport.com'] },
  { name: 'Open Educational Badges', hosts: ['openbadges.education', '.openbadges.education'] },
  { name: 'edubadges', hosts: ['edubadges.nl', '.edubadges.nl'] },
  { name: 'Badgecraft', hosts: ['badgecraft.eu', '.badgecraft.eu'] },
  { name: 'Badge List', hosts: ['badgelist.com', '.badgelist.com'] },
  { name: 'BadgeCert', hosts: ['badgecert.com', '.badgecert.com'] },
  { name: 'VirtualBadge', hosts: ['virtualbadge.io', '.virtualbadge.io'] },
  { name: 'Sertifier', hosts: ['.sertifier.com', 'sertifier.com', 'verified.cv', '.verified.cv'] },
  { name: 'Certifier', hosts: ['certifier.io', '.certifier.io'] },
  { name: 'Mozilla Backpack', hosts: ['backpack.openbadges.org', 'beta.openbadges.org'] },
  {
    name: 'GitHub',
    hosts: ['github.com', '.github.com', '.github.io', '.githubusercontent.com', 'githubusercontent.com'],
  },
  { name: 'GitLab', hosts: ['gitlab.com', '.gitlab.io'] },
  { name: 'Bitbucket', hosts: ['bitbucket.org', '.bitbucket.io'] },
  { name: 'jsDelivr', hosts: ['cdn.jsdelivr.net', '.jsdelivr.net'] },
  { name: 'unpkg', hosts: ['unpkg.com'] },
  { name: 'Codeberg', hosts: ['codeberg.org', '.codeberg.page'] },
  { name: 'Netlify', hosts: ['.netlify.app'] },
  { name: 'Vercel', hosts: ['.vercel.app'] },
  { name: 'Cloudflare', hosts: ['.pages.dev', '.workers.dev', '.r2.dev'] },
  { name: 'Firebase', hosts: ['.web.app', '.firebaseapp.com', 'firebasestorage.googleapis.com'] },
  {
    name: 'Google',
    hosts: ['sites.google.com', 'drive.google.com', 'storage.googleapis.com', '.appspot.com'],
  },
  { name: 'Amazon Web Services', hosts: ['.amazonaws.com', '.cloudfront.net', '.awsapprunner.com'] },
  { name: 'Microsoft Azure', hosts: ['.azurewebsites.net', '.azureedge.net', '.core.windows.net'] },
  { name: 'Heroku', hosts: ['.herokuapp.com'] },
  { name: 'Render', hosts: ['.onrender.com'] },
  { name: 'Glitch', hosts: ['.glitch.me'] },
  { name: 'Replit', hosts: ['.repl.co', '.replit.app'] },
  { name: 'Canvas', hosts: ['.instructure.com', '.canvascredentials.org'] },
  { name: 'Moodle Cloud', hosts: ['.moodlecloud.com'] },
  { name: 'CredsVerse', hosts: ['credsverse.com', '.credsverse.com'] },
  { name: 'Certopus', hosts: ['certopus.com', '.certopus.com'] },
  { name: 'POK', hosts: ['pok.tech', '.pok.tech'] },
  { name: 'Velocity Network', hosts: ['.velocitynetwork.foundation'] },
  { name: 'DigitalOcean', hosts: ['.digitaloceanspaces.com', '.ondigitalocean.app'] },
  { name: 'Fly.io', hosts: ['.fly.dev'] },
  { name: 'Neocities', hosts: ['.neocities.org'] },
  { name: 'Wix', hosts: ['.wixsite.com'] },
  { name: 'Weebly', hosts: ['.weebly.com'] },
  { name: 'Internet Archive', hosts: ['archive.org', 'web.archive.org'] },
  { name: 'IPFS gateways', hosts: ['ipfs.io', 'dweb.link', '.dweb.link', '.pinata.cloud'] },
  { name: 'WordPress.com', hosts: ['.wordpress.com', '.files.wordpress.com'] },
  { name: 'Blogger', hosts: ['.blogspot.com'] },
  { name: 'Dropbox', hosts: ['.dropbox.com', '.dropboxusercontent.com'] },
  { name: 'ngrok', hosts: ['.ngrok.io', '.ngrok.app', '.ngrok-free.app'] },
  { name: 'Surge', hosts: ['.surge.sh'] },
  { name: 'w3id.org', hosts: ['w3id.org'] },
  { name: 'purl.org', hosts: ['purl.org'] },
];

/** The platform that an address belongs to, or undefined when the host is somebody's own. */
export function platformOf(url: string): { host: string; name: string } | undefined {
  if (!URL.canParse(url)) return undefined;
  const { host, hostname } = new URL(url);
  const platform = PLATFORMS.find(({ hosts }) => hosts.some((entry) => covers(entry, hostname)));
  return platform === undefined ? undefined : { host, name: platform.name };
}

/** Who stands behind an https address that was proven to be the issuer's. */
export function sealerOfAddress(address: string): Sealer {
  if (!URL.canParse(address)) return { kind: 'none' };
  const { host, pathname } = new URL(address);
  if (host === '') return { kind: 'none' };
  return platformOf(address) === undefined
    ? { kind: 'domain', value: host }
    : { kind: 'platform', value: host, account: pathname };
}

function covers(entry: string, hostname: string): boolean {
  return entry.startsWith('.') ? hostname.endsWith(entry) : hostname === entry;
}
