import { useEffect, useRef } from 'preact/hooks';
import { registerPanel } from '../panel/panel-host.ts';

/** A script's page in its frame, on its own origin. */
export function PanelFrame(props: {
  panelId: string;
  url: string;
  title: string;
  onClose: () => void;
  onSize?: (side: 'width' | 'height', pixels: number) => void;
}) {
  const { panelId, url } = props;
  const frame = useRef<HTMLIFrameElement>(null);
  const latest = useRef(props);
  latest.current = props;
  useEffect(() => {
    if (!frame.current) return;
    return registerPanel({
      panelId,
      url,
      frame: frame.current,
      onClose: () => latest.current.onClose(),
      onSize: (side, pixels) => latest.current.onSize?.(side, pixels),
    });
  }, [panelId, url]);
  return <iframe ref={frame} src={url} title={props.title} allow="clipboard-read; clipboard-write; fullscreen" />;
}
