import type { ModelsAnswer } from '../../shared/api.ts';
import type { Catalogue } from '../../shared/catalogue.ts';
import { type Choice, leftThisMonth } from '../choose-rows.ts';
import { formatCount, formatDuration, formatUsd, plural } from './format.ts';

/** Images, time and cost of the chosen rows; by model where there are several; what is available beside it. */
export function CostTable(props: {
  readonly choice: Choice;
  readonly available: number | null;
  readonly seconds: number | null;
  readonly catalogue: Catalogue | null;
  readonly month: ModelsAnswer['month'] | null;
  readonly budgetUsd: number | null;
}) {
  const { choice, available, month, budgetUsd } = props;
  const title = (id: string) => props.catalogue?.models.find((model) => model.id === id)?.title ?? id;
  const left = month ? leftThisMonth(month) : null;
  return (
    <section class="sec" aria-labelledby="h-cost">
      <h2 id="h-cost">Cost and time</h2>
      <dl class="est">
        <div>
          <dt>Images</dt>
          <dd>{formatCount(choice.images)}</dd>
        </div>
        <div>
          <dt>Time, about</dt>
          <dd>{props.seconds === null || choice.images === 0 ? '–' : formatDuration(props.seconds)}</dd>
        </div>
        <div>
          <dt>Cost, at most</dt>
          <dd>{choice.usd === 0 ? 'Free' : formatUsd(choice.usd)}</dd>
        </div>
      </dl>
      {choice.models.length > 0 ? (
        <dl class="kv">
          {choice.models.map((cost) => (
            <div key={cost.model}>
              <dt>
                {title(cost.model)}
                <small>{plural(cost.images, 'image')}</small>
              </dt>
              <dd>{cost.usd === 0 ? 'free' : formatUsd(cost.usd)}</dd>
            </div>
          ))}
          <div class="sum">
            <dt>
              Available
              <small>{availableWords(left, budgetUsd)}</small>
            </dt>
            <dd class={available !== null && choice.usd > available ? 'over' : undefined}>
              {available === null ? 'no cap' : formatUsd(available)}
            </dd>
          </div>
        </dl>
      ) : null}
    </section>
  );
}

function availableWords(left: number | null, budgetUsd: number | null): string {
  const parts = [
    budgetUsd === null ? '' : `batch cap ${formatUsd(budgetUsd)}`,
    left === null ? '' : `${formatUsd(left)} left this month`,
  ].filter((part) => part !== '');
  return parts.length > 0 ? parts.join(', ') : 'no budget is set';
}
