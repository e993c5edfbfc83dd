import { livingRoom } from './living-room-set.ts';
import { headphones, lamp, plant } from './more-product-sets.ts';
import type { PhotoSet } from './photograph.ts';
import { bottle, chair, mug, teapot, tote } from './product-sets.ts';

/** What stands in front of the camera for each example picture. */
export const EXAMPLE_SETS: Readonly<Record<string, () => PhotoSet>> = {
  'stoneware-mug.jpg': mug,
  'glass-bottle.jpg': bottle,
  'oak-chair.jpg': chair,
  'leather-tote.jpg': tote,
  'desk-lamp.jpg': lamp,
  'plant-pot.jpg': plant,
  'headphones.jpg': headphones,
  'teapot.jpg': teapot,
  'living-room.jpg': livingRoom,
};
