'use strict';
(() => {
  // Everything in the data is text of others. It becomes text nodes and values of properties, never markup.
  const page = JSON.parse(document.getElementById('tasks').textContent);
  const $ = (id) => document.getElementById(id);
  const number = new Intl.NumberFormat('en-US');
  const two = (value) => String(value).padStart(2, '0');

  const states = {
    saved: { label: 'Saved', tone: 'good', rank: 5 },
    unsaved: { label: 'Not saved', tone: 'warn', rank: 1 },
    failed: { label: 'Failed', tone: 'bad', rank: 0 },
    expired: { label: 'Expired', tone: 'bad', rank: 0 },
    cancelled: { label: 'Cancelled', tone: 'bad', rank: 0 },
    notcreated: { label: 'Not created', tone: 'bad', rank: 0 },
    unresolved: { label: 'Outcome unknown', tone: 'warn', rank: 1 },
    running: { label: 'Running', tone: 'calm', rank: 3 },
    unknown: { label: 'Status unknown', tone: 'calm', rank: 2 },
  };

  const reasons = {
    unsaved: 'The video has not been saved.',
    failed: 'The task failed. The service stated no reason.',
    expired: 'The task did not finish in time.',
    cancelled: 'The task was cancelled.',
    notcreated: 'No task was created.',
    unresolved: 'The response to the request was lost. A task may exist.',
    running: 'The task had not ended when this page was made.',
    unknown: 'The status of the task is not known.',
  };

  function formatTime(milliseconds) {
    const time = new Date(milliseconds);
    return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())} `
      + `${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`;
  }

  function formatSpan(seconds) {
    const whole = Math.round(seconds);
    if (whole < 60) { return `${whole} s`; }
    const minutes = Math.floor(whole / 60);
    return minutes < 60 ? `${minutes} min ${whole % 60} s` : `${number.format(Math.floor(minutes / 60))} h ${minutes % 60} min`;
  }

  function formatCost(usd) {
    return '$' + usd.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: usd < 0.1 ? 4 : 2 });
  }

  function plural(count, word) { return `${number.format(count)} ${word}${count === 1 ? '' : 's'}`; }

  function element(name, className, text) {
    const made = document.createElement(name);
    if (className) { made.className = className; }
    if (text !== undefined) { made.textContent = text; }
    return made;
  }

  // A journal has only the beginning of a prompt, and the service does not state all parameters.
  function combine(former, entry) {
    const parameters = new Map([...(former.parameters ?? []), ...(entry.parameters ?? [])]);
    Object.assign(former, entry, { prompt: former.prompt ?? entry.prompt, parameters: [...parameters] });
  }

  // A file and its task, or a task and its later state, are several entries with one id.
  function merge(entries) {
    const known = new Map();
    const merged = [];
    for (const entry of entries) {
      const former = entry.id === undefined ? undefined : known.get(entry.id);
      if (former) { combine(former, entry); continue; }
      if (entry.id !== undefined) { known.set(entry.id, entry); }
      merged.push(entry);
    }
    return merged;
  }

  function stateOf(task) {
    if (task.video) { return 'saved'; }
    if (task.status === 'succeeded') { return 'unsaved'; }
    if (task.status === 'queued' || task.status === 'running') { return 'running'; }
    return task.status ?? 'unknown';
  }

  const tasks = merge(page.tasks);
  tasks.forEach((task, index) => {
    task.index = index;
    task.state = stateOf(task);
    const hasEnded = task.state !== 'running' && task.created !== undefined && task.updated > task.created;
    task.seconds = hasEnded ? (task.updated - task.created) / 1000 : undefined;
    task.text = [task.id, task.prompt, task.model, task.reason, task.note, task.video, states[task.state].label]
      .concat(...(task.columns ?? []), ...(task.parameters ?? []))
      .filter((part) => part !== undefined).join('\n').toLowerCase();
  });

  // Videos are loaded when they come into view, and given up when they leave it: browsers limit the number of players.
  const viewer = new IntersectionObserver((changes) => {
    for (const change of changes) {
      const video = change.target;
      const task = tasks[video.dataset.index];
      if (change.isIntersecting && !video.hasAttribute('src') && !video.dataset.missing) {
        if (task.frame) { video.poster = task.frame; }
        video.preload = task.frame ? 'none' : 'metadata';
        video.src = task.frame ? task.video : task.video + '#t=0.001';
      } else if (!change.isIntersecting && video.hasAttribute('src') && video.paused && video.currentTime < 0.01) {
        video.preload = 'none';
        video.removeAttribute('src');
        video.load();
      }
    }
  }, { rootMargin: '300px' });

  function message(screen, tone, text) {
    screen.className = `screen ${tone}`;
    const shown = element('p', '', text);
    shown.dir = 'auto';
    screen.replaceChildren(shown);
  }

  function fillScreen(screen, task) {
    if (!task.video) {
      message(screen, states[task.state].tone, task.reason ?? task.note ?? (task.other ? `The status is ${task.other}.` : reasons[task.state]));
      return;
    }

    const video = document.createElement('video');
    video.preload = 'none';
    video.playsInline = true;
    video.dataset.index = task.index;
    video.setAttribute('aria-label', `Video: ${task.prompt ?? task.id}`);
    video.addEventListener('error', () => {
      if (!video.hasAttribute('src')) { return; }
      video.dataset.missing = 'true';
      viewer.unobserve(video);
      message(screen, 'warn', `The file ${decodeURIComponent(task.video)} cannot be played. It may have been moved or deleted.`);
    });
    const play = element('button', 'play');
    play.type = 'button';
    play.setAttribute('aria-label', `Play ${task.prompt ?? task.id}`);
    play.addEventListener('click', () => {
      // A page that was opened before its files were copied may have given up on the video.
      if (!video.hasAttribute('src')) { video.src = task.video; }
      video.controls = true;
      play.remove();
      video.focus();
      video.play().catch(() => { /* The error event shows the reason. */ });
    });
    screen.classList.add('film');
    screen.append(video, play);
    viewer.observe(video);
  }

  // The other columns are parameters of the request, which are shown as such.
  function extraColumns(task) { return (task.columns ?? []).filter(([name]) => !(task.known ?? []).includes(name)); }

  function facts(task) {
    const length = task.duration > 0 ? `${task.duration} s` : task.frames ? `${task.frames} frames` : undefined;
    return [
      length, task.resolution, task.ratio,
      task.tokens === undefined ? undefined : plural(task.tokens, 'token'),
      task.cost === undefined ? undefined : formatCost(task.cost),
      task.seconds === undefined ? undefined : `took ${formatSpan(task.seconds)}`,
    ].filter((fact) => fact !== undefined).join(' · ');
  }

  function details(task) {
    const cost = task.cost === undefined ? undefined
      : `$${task.cost}` + (task.costKind ? ` (${task.costKind.toLowerCase()})` : '');
    return [
      ['Prompt', task.prompt?.length > 80 ? task.prompt : undefined], ['Reason', task.reason], ['Note', task.note],
      ['Id', task.id], ['File', task.video && decodeURIComponent(task.video)], ['Model', task.model],
      ...(task.parameters ?? []), ['Seed', task.seed], ['Frame rate', task.fps],
      ['Tokens', task.tokens === undefined ? undefined : number.format(task.tokens)], ['Cost', cost],
      ['Created', task.created && formatTime(task.created)], ['Updated', task.updated && formatTime(task.updated)],
      ['Run time', task.seconds && formatSpan(task.seconds)],
      ['Link expires', task.state === 'unsaved' && task.expires ? formatTime(task.expires) : undefined],
      ['Request', task.request],
      ...extraColumns(task).map(([name, value]) => [`Row: ${name}`, value]),
    ].filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false);
  }

  function fillDetails(list, task) {
    for (const [name, value] of details(task)) {
      const shown = element('dd', '', String(value));
      shown.dir = 'auto';
      list.append(element('dt', '', name), shown);
    }
  }

  function makeCard(task) {
    const card = $('card').content.firstElementChild.cloneNode(true);
    const find = (selector) => card.querySelector(selector);
    const state = states[task.state];
    find('.badge').className = `badge ${state.tone}`;
    find('.badge').textContent = state.label;
    find('.number').textContent = `#${task.index + 1}`;
    find('.prompt').textContent = task.prompt ?? 'No prompt';
    find('.prompt').classList.toggle('none', task.prompt === undefined);
    find('.prompt').id = `prompt-${task.index}`;
    find('article').setAttribute('aria-labelledby', `prompt-${task.index}`);
    find('.facts').textContent = facts(task);
    for (const [name, value] of extraColumns(task).slice(0, 3)) {
      const chip = element('li', '', `${name} `);
      chip.append(element('b', '', value));
      find('.chips').append(chip);
    }

    find('details').addEventListener('toggle', (event) => {
      const list = event.target.querySelector('dl');
      if (!list.hasChildNodes()) { fillDetails(list, task); }
    });
    fillScreen(find('.screen'), task);
    return card;
  }

  function sum(items, name) { return items.reduce((total, task) => total + (task[name] ?? 0), 0); }

  function showTotals(shown) {
    const has = (name) => shown.filter((task) => task[name] !== undefined);
    const saved = shown.filter((task) => task.state === 'saved');
    const failed = shown.filter((task) => states[task.state].tone === 'bad');
    const open = shown.length - saved.length - failed.length;
    const timed = shown.filter((task) => task.seconds !== undefined);
    // Tasks that failed cost nothing.
    const paid = shown.filter((task) => task.state === 'saved' || task.state === 'unsaved');
    const priced = paid.filter((task) => task.cost !== undefined);
    const first = Math.min(...has('created').map((task) => task.created));
    const last = Math.max(...timed.map((task) => task.updated));
    const tiles = [
      ['Videos', number.format(saved.length), `saved, of ${number.format(shown.length)}`],
      ['Failures', number.format(failed.length), open > 0 ? `and ${number.format(open)} without a video` : '', failed.length > 0],
    ];
    if (priced.length > 0) {
      const kinds = new Set(priced.map((task) => task.costKind).filter(Boolean));
      const notes = [priced.length < paid.length ? `of ${number.format(priced.length)} of ${plural(paid.length, 'video')}` : '',
        [...kinds].join(', ').toLowerCase()];
      tiles.push(['Cost', formatCost(sum(priced, 'cost')), notes.filter(Boolean).join(', ')]);
    }
    if (has('tokens').length > 0) {
      tiles.push(['Tokens', number.format(sum(shown, 'tokens')), '']);
    }
    tiles.push(['Length', formatSpan(sum(saved, 'duration')), 'of all videos']);
    if (timed.length > 0) {
      tiles.push(['Run time', formatSpan(sum(timed, 'seconds') / timed.length), 'average of a task']);
      tiles.push(['Elapsed', formatSpan((last - first) / 1000), 'from first to last']);
    }
    $('totals').replaceChildren(...tiles.map(([name, value, note, isBad]) => {
      const tile = element('div', isBad ? 'bad' : '');
      tile.append(element('dt', '', name), element('dd', 'value', value));
      if (note) { tile.append(element('dd', 'note', note)); }
      return tile;
    }));
  }

  const descending = (name) => (a, b) => (b[name] ?? -1) - (a[name] ?? -1) || a.index - b.index;
  const orders = {
    order: (a, b) => a.index - b.index,
    newest: descending('created'),
    oldest: (a, b) => (a.created ?? Infinity) - (b.created ?? Infinity) || a.index - b.index,
    status: (a, b) => states[a.state].rank - states[b.state].rank || a.index - b.index,
    cost: descending('cost'),
    tokens: descending('tokens'),
    slowest: descending('seconds'),
    prompt: (a, b) => (a.prompt ?? '').localeCompare(b.prompt ?? '') || a.index - b.index,
  };

  function update() {
    const words = $('text').value.toLowerCase().split(/\s+/).filter(Boolean);
    const state = $('tools').elements.state.value;
    const shown = tasks.filter((task) => {
      const isShown = (state === '' || task.state === state) && words.every((word) => task.text.includes(word));
      task.card.hidden = !isShown;
      return isShown;
    });
    showTotals(shown);
    $('count').textContent = `Showing ${number.format(shown.length)} of ${plural(tasks.length, 'request')}`;
    $('empty').hidden = shown.length > 0;
    $('empty').textContent = tasks.length === 0 ? 'The batch is empty.' : 'No request matches the filter.';
  }

  function sort() {
    const cards = [...tasks].sort(orders[$('sort').value]).map((task) => task.card);
    $('grid').append(...cards);
  }

  function addState(value, label, count) {
    const choice = document.createElement('label');
    const input = document.createElement('input');
    Object.assign(input, { type: 'radio', name: 'state', value, checked: value === '' });
    const shown = element('span', '', `${label} `);
    shown.append(element('b', '', number.format(count)));
    choice.append(input, shown);
    $('states').append(choice);
  }

  addState('', 'All', tasks.length);
  for (const [value, { label }] of Object.entries(states)) {
    const count = tasks.filter((task) => task.state === value).length;
    if (count > 0) { addState(value, label, count); }
  }

  $('subtitle').textContent = `${plural(tasks.length, 'request')} · made on ${formatTime(page.created)}`;
  for (const task of tasks) { task.card = makeCard(task); }
  sort();
  update();
  $('text').addEventListener('input', update);
  $('states').addEventListener('change', update);
  $('sort').addEventListener('change', sort);
  $('tools').addEventListener('submit', (event) => event.preventDefault());
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName)) {
      event.preventDefault();
      $('text').focus();
    } else if (event.key === 'Escape' && event.target === $('text')) {
      $('text').value = '';
      update();
    }
  });
  document.addEventListener('play', (event) => {
    for (const other of document.querySelectorAll('video')) {
      if (other !== event.target) { other.pause(); }
    }
  }, true);
  document.documentElement.dataset.ready = Math.round(performance.now());
})();
