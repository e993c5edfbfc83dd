import { Fold } from './fields.tsx';

/** What to do when something is not as expected, and how to get the most out of it. */
export function HelpView() {
  return (
    <div class="help">
      <h2>When something is not right</h2>
      <Fold title="Images do not generate">
        <ul class="bullets">
          <li>Look at the row’s message column: it names the cause and what to do.</li>
          <li>“Stopped” and “paused” batches wait for Resume, on the Run tab or under Batches.</li>
          <li>“Waiting for budget”: raise the budget in Set up, then press Resume.</li>
          <li>
            A model without a key here is named once in Check, with the setting that is missing. Preview offline works
            without keys.
          </li>
          <li>
            “In doubt” means that a provider never answered. Such rows may have been charged, so only Retry failed runs
            them.
          </li>
        </ul>
      </Fold>
      <Fold title="Results are not as expected">
        <ul class="bullets">
          <li>Expand a result to see the prompt that was sent, its model and seed.</li>
          <li>Check shows the first row exactly as it will be sent.</li>
          <li>The same seed repeats a result; a blank one is drawn when the batch starts.</li>
          <li>“Preview, no AI model” is a layout of the offline studio, not an AI picture.</li>
        </ul>
      </Fold>
      <Fold title="Rows are missing">
        <ul class="bullets">
          <li>Blank rows and untouched example rows do not count.</li>
          <li>Rows that ran already and have not changed are not run again, unless you choose “All rows”.</li>
          <li>Merged cells have one value; unmerge them and fill in every row.</li>
          <li>Sorting and moving rows is fine. Keep the hidden row_id column: it ties results to rows.</li>
        </ul>
      </Fold>
      <Fold title="A file cannot be read">
        <ul class="bullets">
          <li>JPG, PNG, WEBP, AVIF, TIFF and GIF are read, up to 20 MB and 50 megapixels.</li>
          <li>Links must open without a login. Share Drive and Dropbox files with anyone who has the link.</li>
          <li>A link to a page is not a link to its picture: open the picture itself and copy that address.</li>
        </ul>
      </Fold>
      <h2>Tips</h2>
      <ul class="bullets">
        <li>Try the first 3 rows before the rest.</li>
        <li>For big catalogues use links instead of uploads, and choose a key column such as the SKU.</li>
        <li>Good photos in, good pictures out: even light, the whole product in view.</li>
        <li>Format template columns as plain text, so that 2:3 stays 2:3. Inserted templates are.</li>
      </ul>
    </div>
  );
}
