/**
 * What makes two headers equal: case and blanks around them do not count, and inside them blanks, `_` and `-` are the
 * same (`Product Image URL` = `product_image_url`).
 */
export function normaliseHeader(header: string): string {
  return header
    .normalize('NFKC')
    .trim()
    .toLowerCase()
    .replace(/[\s_-]+/g, '_')
    .replace(/^_+|_+$/g, '');
}
