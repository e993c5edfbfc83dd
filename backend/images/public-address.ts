import ipaddr from 'ipaddr.js';

// Everything outside the global unicast block is refused: ipaddr.js calls some reserved v6 addresses (::7f00:1) unicast.
const GLOBAL_UNICAST_V6 = ipaddr.parseCIDR('2000::/3');

/**
 * Whether an IP address belongs to the public internet. Mapped, 6to4, link-local, loopback, private, metadata and
 * reserved addresses are not public, nor is anything that does not parse.
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed.kind() === 'ipv4' || parsed.match(GLOBAL_UNICAST_V6);
}
