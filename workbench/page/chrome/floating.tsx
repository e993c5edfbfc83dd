import type { ComponentChildren } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Box } from '../state/page-state.ts';

/**
 * Something that floats beside a box and stays inside the window: below it (or at its right), else on the other side.
 * A press outside closes it.
 */
export function Floating(props: {
  box: Box;
  beside?: boolean;
  class?: string;
  onClose: () => void;
  children: ComponentChildren;
}) {
  const { box, beside, onClose } = props;
  const host = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = host.current;
    if (!element) return;
    const { offsetWidth: width, offsetHeight: height } = element;
    const gap = 6;
    const roomRight = window.innerWidth - gap;
    const roomBelow = window.innerHeight - gap;
    let left = beside ? box.right : box.left;
    let top = beside ? box.top - 6 : box.bottom;
    if (left + width > roomRight) left = beside ? box.left - width : Math.max(gap, roomRight - width);
    if (top + height > roomBelow) {
      const above = box.top - height;
      top = !beside && above >= gap ? above : Math.max(gap, roomBelow - height);
    }
    element.style.left = `${Math.max(gap, left)}px`;
    element.style.top = `${top}px`;
  });

  useEffect(() => {
    const press = (event: PointerEvent) => {
      if (event.target instanceof Node && !host.current?.contains(event.target)) onClose();
    };
    window.addEventListener('pointerdown', press, true);
    return () => window.removeEventListener('pointerdown', press, true);
  }, [onClose]);

  return (
    <div ref={host} class={`floating ${props.class ?? ''}`}>
      {props.children}
    </div>
  );
}
