import { mount } from 'svelte'
import './styles/font.css'
import '../../shared/tokens.css'
import './styles/desk.css'
import './styles/screens.css'
import './styles/offers.css'
import './styles/phone.css'
import './styles/reports.css'
import './styles/supervisor.css'
import './styles/counter.css'
import './styles/colleagues.css'
import './styles/telephone.css'
import './styles/narrow.css'
import App from './App.svelte'
import symbols from './ui/icons.svg?raw'

// The symbols live once in the page, so that <use> needs no request of its own.
const holder = document.createElement('div')
holder.hidden = true
holder.innerHTML = symbols
document.body.prepend(holder)

mount(App, { target: document.getElementById('desk')! })
