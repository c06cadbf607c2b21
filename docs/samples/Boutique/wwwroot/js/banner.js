// Everything works without this: Escape closes the list of purposes again, and gives the focus back to what opened it.
const customise = document.querySelector('#consent-banner details');
customise?.addEventListener('keydown', event => {
    if (event.key !== 'Escape' || !customise.open) return;
    customise.open = false;
    customise.querySelector('summary').focus();
});
