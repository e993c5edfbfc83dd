/** Whether an e-mail address is listed, itself or by its domain; an empty list lets everyone in. */
export function mayUse(email: string, allowed: readonly string[]): boolean {
  const address = email.toLowerCase();
  const domain = address.slice(address.lastIndexOf('@') + 1);
  return allowed.length === 0 || allowed.includes(address) || allowed.includes(domain);
}
